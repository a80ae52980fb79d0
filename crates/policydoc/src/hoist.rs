//! Statements that stand behind the last of several provisions and speak for all of them.
//!
//! ```text
//! （十一）容积率按以下规则计算：
//! 1、…
//! 2、…
//! （责任单位：市资源规划局、市住建局）
//! ```

use crate::marker::Style;
use crate::outline::Outline;
use crate::own::Owns;
use crate::responsibility::Statement;

/// What the provisions of one parent have in common.
#[derive(Clone, Copy, Default)]
struct Family {
    children: u32,
    last: u32,
    /// Children with a statement.
    stated: u32,
}

/// Gives such statements to the provision around the list. A statement speaks for the whole list
/// if it is a paragraph of its own behind the last of several provisions, none of the others has
/// one, and the document gives statements to provisions of their style in no other way.
pub(crate) fn hoist(outline: &Outline, owns: &Owns, statements: &mut [Statement]) {
    let count = outline.provisions.len();
    let mut families = vec![Family::default(); count];
    for (at, provision) in outline.provisions.iter().enumerate() {
        if let Some(parent) = provision.parent {
            let family = &mut families[parent as usize];
            family.children += 1;
            family.last = crate::document::index(at);
        }
    }
    let mut stated = vec![false; count];
    for statement in statements.iter() {
        let at = statement.provision as usize;
        if !std::mem::replace(&mut stated[at], true)
            && let Some(parent) = outline.provisions[at].parent
        {
            families[parent as usize].stated += 1;
        }
    }
    let closes = |statement: &Statement| {
        let at = statement.provision as usize;
        let provision = outline.provisions[at];
        provision.parent.filter(|&parent| {
            let family = families[parent as usize];
            let own = &owns.stretches[owns.of[at].clone()];
            family.children > 1
                && family.last == statement.provision
                && family.stated == 1
                && !stated[parent as usize]
                && own
                    .iter()
                    .skip(1)
                    .any(|stretch| stretch.start() == statement.span.start())
        })
    };
    let mut own_statement = [false; Style::COUNT];
    for statement in statements.iter() {
        if closes(statement).is_none() {
            own_statement[outline.provisions[statement.provision as usize]
                .style
                .index()] = true;
        }
    }
    let style = |provision: u32| outline.provisions[provision as usize].style.index();
    // A provision that is given one from its list has it no less than one that states it.
    for statement in statements.iter() {
        if let Some(parent) =
            closes(statement).filter(|_| !own_statement[style(statement.provision)])
        {
            own_statement[style(parent)] = true;
        }
    }
    let parents: Vec<Option<u32>> = statements
        .iter()
        .map(|statement| closes(statement).filter(|_| !own_statement[style(statement.provision)]))
        .collect();
    for (statement, parent) in statements.iter_mut().zip(parents) {
        if let Some(parent) = parent {
            statement.hoisted_from = Some(statement.provision);
            statement.provision = parent;
        }
    }
}
