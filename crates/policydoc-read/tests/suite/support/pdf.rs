//! PDF files, written object by object.

/// A file of these objects, numbered from 1; the first is the catalogue.
pub(crate) fn file(objects: &[Vec<u8>], trailer: &str) -> Vec<u8> {
    let mut file = b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n".to_vec();
    let mut offsets = Vec::new();
    for (object, number) in objects.iter().zip(1..) {
        offsets.push(file.len());
        file.extend(format!("{number} 0 obj\n").bytes());
        file.extend(object);
        file.extend(b"\nendobj\n");
    }
    let start = file.len();
    let count = objects.len() + 1;
    file.extend(format!("xref\n0 {count}\n0000000000 65535 f \n").bytes());
    for offset in offsets {
        file.extend(format!("{offset:010} 00000 n \n").bytes());
    }
    file.extend(
        format!("trailer\n<</Size {count}/Root 1 0 R{trailer}>>\nstartxref\n{start}\n%%EOF\n")
            .bytes(),
    );
    file
}

/// A stream object.
pub(crate) fn stream(entries: &str, content: &[u8]) -> Vec<u8> {
    let mut object = format!("<<{entries}/Length {}>>\nstream\n", content.len()).into_bytes();
    object.extend(content);
    object.extend(b"\nendstream");
    object
}

/// A file whose pages have these contents; resources are those of Courier, and `more`.
pub(crate) fn with_contents(contents: &[String], more: &str, others: &[Vec<u8>]) -> Vec<u8> {
    // 1 catalogue, 2 pages, 3 font, then others, then a page and its content in turn.
    let first = 4 + others.len();
    let kids: Vec<String> = (0..contents.len())
        .map(|at| format!("{} 0 R", first + at * 2))
        .collect();
    let mut objects = vec![
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        format!(
            "<</Type/Pages/Count {}/Kids[{}]>>",
            contents.len(),
            kids.join(" ")
        )
        .into_bytes(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Courier/Encoding/WinAnsiEncoding>>".to_vec(),
    ];
    objects.extend(others.iter().cloned());
    for (at, content) in contents.iter().enumerate() {
        let page = format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>{more}>>/Contents {} 0 R>>",
            first + at * 2 + 1
        );
        objects.push(page.into_bytes());
        objects.push(stream("", content.as_bytes()));
    }
    file(&objects, "")
}

/// A file with these paragraphs, wrapped at a column, over as many pages as they need, each with
/// a running head and a number.
pub(crate) fn set(paragraphs: &[String], head: &str) -> Vec<u8> {
    /// Characters of a line; Courier of ten points has six points for each.
    const COLUMN: usize = 80;
    const TOP: usize = 760;
    const BOTTOM: usize = 80;
    let mut pages: Vec<String> = Vec::new();
    let mut at = 0;
    for paragraph in paragraphs {
        for line in wrapped(paragraph, COLUMN) {
            if at < BOTTOM + 12 {
                at = TOP;
                let number = pages.len() + 1;
                pages.push(show(57, 800, head) + &show(280, 40, &format!("- {number} -")));
            }
            if let Some(page) = pages.last_mut() {
                page.push_str(&show(57, at, &line));
            }
            at -= 12;
        }
        at = at.saturating_sub(8);
    }
    with_contents(&pages, "", &[])
}

/// Shows a line at a place.
pub(crate) fn show(left: usize, base: usize, line: &str) -> String {
    let line = line
        .replace('\\', "\\\\")
        .replace('(', "\\(")
        .replace(')', "\\)");
    format!("BT /F 10 Tf {left} {base} Td ({line}) Tj ET\n")
}

fn wrapped(text: &str, column: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.len() + 1 + word.len() <= column => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// The seed as a PDF file.
pub(crate) fn seed() -> Vec<u8> {
    let lines = super::seed::TEXT
        .lines()
        .filter(|line| !line.trim().is_empty());
    let paragraphs: Vec<String> = lines.map(str::to_owned).collect();
    set(
        &paragraphs,
        "Dongcheng District   Opening up the Service Sector",
    )
}
