//! Statements that stand behind the last of several provisions and speak for all of them.
//!
//! ```text
//! （十一）容积率按以下规则计算：
//! 1、…
//! 2、…
//! （责任单位：市资源规划局、市住建局）
//! ```

use super::Statement;
use crate::marker::Style;
use crate::outline::Outline;
use crate::own::Owns;

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
pub(super) fn hoist(outline: &Outline, owns: &Owns, statements: &mut [Statement]) {
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
    let lists: Vec<Option<u32>> = statements
        .iter()
        .map(|statement| {
            let at = statement.provision as usize;
            let parent = outline.provisions[at].parent?;
            let family = families[parent as usize];
            let closes = family.children > 1
                && family.last == statement.provision
                && family.stated == 1
                && !stated[parent as usize]
                && owns.begins_behind(at, statement.span.start());
            closes.then_some(parent)
        })
        .collect();
    let style = |provision: u32| outline.provisions[provision as usize].style.index();
    // Styles whose provisions have a statement: one of their own, or one given by their list.
    let mut own = [false; Style::COUNT];
    for (statement, list) in statements.iter().zip(&lists) {
        own[style(statement.provision)] |= list.is_none();
    }
    for (statement, list) in statements.iter().zip(&lists) {
        if let Some(parent) = list.filter(|_| !own[style(statement.provision)]) {
            own[style(parent)] = true;
        }
    }
    for (statement, list) in statements.iter_mut().zip(lists) {
        if let Some(parent) = list.filter(|_| !own[style(statement.provision)]) {
            statement.hoisted_from = Some(statement.provision);
            statement.provision = parent;
        }
    }
}
