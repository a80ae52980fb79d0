//! Maps that are made once and used in place: open addressing over plain arrays.
//!
//! The build script fills them from the tables and prints the arrays, so that a process begins with
//! them as they are; a table of a user's own copies what it changes.

use std::borrow::Cow;

/// Where a text or a list stands in its pool.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Ref(pub(super) u64);

impl Ref {
    const LENGTH: u32 = 24; // bits

    fn new(start: usize, length: usize) -> Self {
        Self(((start as u64) << Self::LENGTH) | length as u64)
    }

    fn range(self) -> std::ops::Range<usize> {
        let number = |bits: u64| usize::try_from(bits).unwrap_or_default();
        let start = number(self.0 >> Self::LENGTH);
        start..start + number(self.0 & ((1 << Self::LENGTH) - 1))
    }
}

/// All texts and all lists of numbers of a gazetteer.
#[derive(Clone, Debug, Default)]
pub(super) struct Pool {
    pub(super) text: Cow<'static, str>,
    pub(super) numbers: Cow<'static, [u32]>,
}

impl Pool {
    pub(super) fn text(&self, at: Ref) -> &str {
        self.text.get(at.range()).unwrap_or_default()
    }

    pub(super) fn numbers(&self, at: Ref) -> &[u32] {
        self.numbers.get(at.range()).unwrap_or_default()
    }

    pub(super) fn keep_text(&mut self, text: &str) -> Ref {
        if text.is_empty() {
            return Ref::default();
        }
        let all = self.text.to_mut();
        all.push_str(text);
        Ref::new(all.len() - text.len(), text.len())
    }

    pub(super) fn keep_numbers(&mut self, numbers: &[u32]) -> Ref {
        if numbers.is_empty() {
            return Ref::default();
        }
        let all = self.numbers.to_mut();
        all.extend_from_slice(numbers);
        Ref::new(all.len() - numbers.len(), numbers.len())
    }
}

/// What a map can be asked for: a text, or a list of words.
pub(super) trait Key: PartialEq {
    fn at(pool: &Pool, at: Ref) -> &Self;
    fn hash(&self) -> u32;
    fn keep(&self, pool: &mut Pool) -> Ref;
}

/// Multiply and rotate, word by word: names are short. What stands in the maps is given, so that
/// no document can make its keys collide.
fn mix(hash: u64, word: u64) -> u64 {
    (hash.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95)
}

fn folded(hash: u64) -> u32 {
    u32::try_from(hash >> 32).unwrap_or_default()
}

impl Key for str {
    fn at(pool: &Pool, at: Ref) -> &Self {
        pool.text(at)
    }

    fn hash(&self) -> u32 {
        let (words, rest) = self.as_bytes().as_chunks::<8>();
        let mut hash = self.len() as u64;
        for word in words {
            hash = mix(hash, u64::from_le_bytes(*word));
        }
        let mut last = [0; 8];
        last[..rest.len()].copy_from_slice(rest);
        folded(mix(hash, u64::from_le_bytes(last)))
    }

    fn keep(&self, pool: &mut Pool) -> Ref {
        pool.keep_text(self)
    }
}

impl Key for [u32] {
    fn at(pool: &Pool, at: Ref) -> &Self {
        pool.numbers(at)
    }

    fn hash(&self) -> u32 {
        let all = self.iter().map(|&number| u64::from(number));
        folded(all.fold(self.len() as u64, mix))
    }

    fn keep(&self, pool: &mut Pool) -> Ref {
        pool.keep_numbers(self)
    }
}

/// Keys with a list of numbers each.
#[derive(Clone, Debug, Default)]
pub(super) struct Map {
    /// The number of an entry, plus one, where its hash says or in the next free place; as many as
    /// a power of two.
    pub(super) slots: Cow<'static, [u32]>,
    /// Where key and list of each entry stand.
    pub(super) entries: Cow<'static, [[u64; 2]]>,
}

impl Map {
    /// The list of a key.
    pub(super) fn get<'p, K: Key + ?Sized>(&self, pool: &'p Pool, key: &K) -> Option<&'p [u32]> {
        let entry = self.find(pool, key).ok()?;
        Some(pool.numbers(Ref(self.entries[entry][1])))
    }

    /// The only number of a key.
    pub(super) fn one<K: Key + ?Sized>(&self, pool: &Pool, key: &K) -> Option<u32> {
        self.get(pool, key)?.first().copied()
    }

    /// Gives a key what `change` makes of its list.
    pub(super) fn change<K: Key + ?Sized>(
        &mut self,
        pool: &mut Pool,
        key: &K,
        change: impl FnOnce(&mut Vec<u32>),
    ) {
        let mut list = self.get(pool, key).unwrap_or_default().to_vec();
        let before = list.len();
        change(&mut list);
        if before > 0 && self.get(pool, key) == Some(&list) {
            return;
        }
        let value = pool.keep_numbers(&list);
        if (self.entries.len() + 1) * 2 > self.slots.len() {
            self.grow::<K>(pool);
        }
        match self.find(pool, key) {
            Ok(entry) => self.entries.to_mut()[entry][1] = value.0,
            Err(slot) => {
                let entry = [key.keep(pool).0, value.0];
                self.entries.to_mut().push(entry);
                let number = u32::try_from(self.entries.len()).unwrap_or_default();
                self.slots.to_mut()[slot] = number;
            }
        }
    }

    /// All keys and lists, in the order in which they came.
    pub(super) fn entries(&self) -> impl Iterator<Item = (Ref, Ref)> {
        self.entries
            .iter()
            .map(|&[key, list]| (Ref(key), Ref(list)))
    }

    /// The entry of a key, or the free slot where it would be.
    fn find<K: Key + ?Sized>(&self, pool: &Pool, key: &K) -> Result<usize, usize> {
        let Some(mask) = self.slots.len().checked_sub(1) else {
            return Err(0);
        };
        let mut slot = key.hash() as usize & mask;
        while let Some(entry) = (self.slots[slot] as usize).checked_sub(1) {
            if K::at(pool, Ref(self.entries[entry][0])) == key {
                return Ok(entry);
            }
            slot = (slot + 1) & mask;
        }
        Err(slot)
    }

    /// Doubles the slots and puts every entry in its place.
    fn grow<K: Key + ?Sized>(&mut self, pool: &Pool) {
        let count = (self.slots.len() * 2).max(16);
        let mut slots = vec![0_u32; count];
        for (at, &[key, _]) in self.entries.iter().enumerate() {
            let mut slot = K::at(pool, Ref(key)).hash() as usize & (count - 1);
            while slots[slot] != 0 {
                slot = (slot + 1) & (count - 1);
            }
            slots[slot] = u32::try_from(at + 1).unwrap_or_default();
        }
        self.slots = Cow::Owned(slots);
    }
}
