package waybill.local.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import waybill.platform.Ids;

/**
 * Many ids in little memory: 64 bits of each one's hash. First all are added, then they are looked
 * for. Two ids with the same 64 bits hide each other, which among ten million happens once in
 * 400,000 audits.
 */
final class IdSet {

  private static final int FIRST_CAPACITY = 1024;

  private final BitSet seen = new BitSet();
  private long[] hashes = new long[FIRST_CAPACITY];
  private int size;
  private boolean isSorted;

  static long hash(String... parts) {
    byte[] text = String.join(" ", parts).getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.wrap(Ids.sha256().digest(text)).getLong();
  }

  synchronized void add(long hash) {
    if (size == hashes.length) {
      hashes = Arrays.copyOf(hashes, Math.max(FIRST_CAPACITY, 2 * size));
    }
    hashes[size] = hash;
    size++;
    isSorted = false;
  }

  synchronized boolean contains(long hash) {
    return position(hash) >= 0;
  }

  /** Notes that an id was seen; of no consequence when it is none of these. */
  synchronized void see(long hash) {
    int position = position(hash);
    if (position >= 0) {
      seen.set(position);
    }
  }

  /** Those that were added and never seen. */
  synchronized IdSet unseen() {
    IdSet unseen = new IdSet();
    sort();
    for (int i = seen.nextClearBit(0); i < size; i = seen.nextClearBit(i + 1)) {
      unseen.add(hashes[i]);
    }
    return unseen;
  }

  synchronized boolean isEmpty() {
    return size == 0;
  }

  private int position(long hash) {
    sort();
    return Arrays.binarySearch(hashes, 0, size, hash);
  }

  /** And makes them distinct, so that an id has one position. */
  private void sort() {
    if (!isSorted) {
      hashes = Arrays.stream(hashes, 0, size).sorted().distinct().toArray();
      size = hashes.length;
      isSorted = true;
    }
  }
}
