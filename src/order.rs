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

/// The items with the highest scores, the highest first, at most `most`; of equal ones the first. For short lists.
pub(crate) fn top<T: Copy>(list: &[(f32, T)], most: usize) -> Vec<T> {
    let mut taken = vec![false; list.len()];
    let mut chosen = Vec::new();
    while chosen.len() < most {
        let mut best: Option<usize> = None;
        for (at, (score, _)) in list.iter().enumerate() {
            if !taken[at] && best.is_none_or(|best| *score > list[best].0) {
                best = Some(at);
            }
        }
        let Some(best) = best else { break };
        taken[best] = true;
        chosen.push(list[best].1);
    }
    chosen
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
        assert_eq!(top(&[(0.2, 'a'), (0.9, 'b'), (0.9, 'c'), (0.1, 'd')], 3), ['b', 'c', 'a']);
        assert!(top::<u8>(&[], 3).is_empty());
        assert_eq!(halves(key(7, 9)), (7, 9));
    }
}
