//! The fenced blocks of a Markdown file.

/// A fenced block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What stands behind the opening fence: `sh`, `rust`.
    pub language: String,
    /// Its lines, each with its end.
    pub text: String,
    /// Whether nothing but blank lines stands between it and the block before.
    pub follows: bool,
}

/// All fenced blocks, in order.
pub fn blocks(markdown: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut open: Option<Block> = None;
    let mut follows = false;
    for line in markdown.lines() {
        match (&mut open, line.strip_prefix("```")) {
            (Some(_), Some(_)) => {
                blocks.extend(open.take());
                follows = true;
            }
            (Some(block), None) => {
                block.text += line;
                block.text.push('\n');
            }
            (None, Some(language)) => {
                open = Some(Block {
                    language: language.to_owned(),
                    text: String::new(),
                    follows,
                });
            }
            (None, None) => follows &= line.trim().is_empty(),
        }
    }
    blocks
}
