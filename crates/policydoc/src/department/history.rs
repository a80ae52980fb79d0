//! What departments became, and what they were before.

use super::gazetteer::{Gazetteer, Link};

impl Gazetteer {
    /// The departments that a department was, or became, in a year: itself where nothing changed,
    /// several where it was made of several. Ids of single organs and of unknown names stay.
    ///
    /// ```
    /// let gazetteer = policydoc::Gazetteer::built_in();
    /// assert_eq!(gazetteer.as_of("cn/beijing/tourism", 2020), ["cn/beijing/culture-tourism"]);
    /// assert_eq!(
    ///     gazetteer.as_of("cn/beijing/culture-tourism", 2015),
    ///     ["cn/beijing/culture", "cn/beijing/tourism"]
    /// );
    /// ```
    pub fn as_of(&self, id: &str, year: u16) -> Vec<String> {
        const STEPS: usize = 8; // changes in a row
        let mut now = vec![id.to_owned()];
        for _ in 0..STEPS {
            let mut next: Vec<String> = Vec::new();
            for id in &now {
                let changed = self.step(id, year);
                let changed = if changed.is_empty() {
                    vec![id.clone()]
                } else {
                    changed
                };
                for id in changed {
                    if !next.contains(&id) {
                        next.push(id);
                    }
                }
            }
            if next == now {
                break;
            }
            now = next;
        }
        now
    }

    /// The kinds that went before one, the last first.
    pub(super) fn before(&self, kind: u32) -> Vec<u32> {
        const MOST: usize = 8;
        let mut found = vec![kind];
        let mut at = 0;
        while at < found.len() && found.len() < MOST {
            for link in self.links(found[at]).filter(|link| !link.successor) {
                if let Some(kind) = self.kind_of(link.kind).filter(|kind| !found.contains(kind)) {
                    found.push(kind);
                }
            }
            at += 1;
        }
        found.split_off(1)
    }

    /// What a department became by a year, or was before a change after it.
    fn step(&self, id: &str, year: u16) -> Vec<String> {
        let Some((place, kind)) = id.rsplit_once('/') else {
            return Vec::new();
        };
        let Some(kind) = self.kind_of(kind) else {
            return Vec::new();
        };
        let of = |link: Link<'_>| format!("{place}/{}", link.kind);
        // The State Taxation Administration was none of the state tax bureaus.
        let level = self.place_of(place).map(|at| self.level(at));
        let exists = |link: &Link<'_>| {
            self.kind_of(link.kind).is_some_and(|other| {
                level.is_none_or(|level| self.levels(other) & level.bit() != 0)
            })
        };
        let links = || self.links(kind).filter(exists);
        let after: Vec<String> = links()
            .filter(|link| link.successor && link.year <= year)
            .map(of)
            .collect();
        if !after.is_empty() {
            return after;
        }
        links()
            .filter(|link| !link.successor && link.year > year && !link.absorbed)
            .map(of)
            .collect()
    }
}
