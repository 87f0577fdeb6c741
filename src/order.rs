//! One way to sort, and one to choose: each type that the standard library's slices sort costs the wasm some 5 KB of code, so all lists are
//! sorted by keys of 64 bits, and those by a heap, which is a tenth of that and no slower that could be measured on a page.

/// A key that sorts by `high`, then by `low`.
pub(crate) fn key(high: u32, low: u32) -> u64 {
    u64::from(high) << 32 | u64::from(low)
}

/// The two numbers of a key.
pub(crate) fn halves(key: u64) -> (u32, u32) {
    ((key >> 32) as u32, key as u32)
}

/// Sorts keys.
pub(crate) fn sort(keys: &mut Vec<u64>) {
    let heap: std::collections::BinaryHeap<u64> = std::mem::take(keys).into();
    *keys = heap.into_sorted_vec();
}

/// Puts a list in the order of its keys; equal keys keep their order. A key's high half sorts, its low half is set here.
pub(crate) fn by<T>(list: Vec<T>, high: impl Fn(&T) -> u32) -> Vec<T> {
    let mut keys: Vec<u64> = list.iter().enumerate().map(|(at, item)| key(high(item), at as u32)).collect();
    sort(&mut keys);
    let mut slots: Vec<Option<T>> = list.into_iter().map(Some).collect();
    keys.into_iter().filter_map(|key| slots.get_mut(halves(key).1 as usize).and_then(Option::take)).collect()
}

/// Takes out the item with the highest score, the first of equal ones. For short lists.
pub(crate) fn take_top<T: Copy>(list: &mut Vec<(f32, T)>) -> Option<T> {
    let mut best = 0;
    for (at, (score, _)) in list.iter().enumerate() {
        if *score > list[best].0 {
            best = at;
        }
    }
    (best < list.len()).then(|| list.remove(best).1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_ordered_and_equal_ones_stay() {
        assert_eq!(
            by(vec![(3, 'a'), (1, 'b'), (3, 'c'), (0, 'd')], |item| item.0),
            [(0, 'd'), (1, 'b'), (3, 'a'), (3, 'c')]
        );
        let mut list = vec![(0.2, 'a'), (0.9, 'b'), (0.9, 'c'), (0.1, 'd')];
        assert_eq!([(); 5].map(|()| take_top(&mut list)), [Some('b'), Some('c'), Some('a'), Some('d'), None]);
        assert_eq!(halves(key(7, 9)), (7, 9));
    }
}
