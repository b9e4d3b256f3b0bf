package waybill.notify;

import java.io.IOException;
import java.io.InputStream;

/** What a receiver sends, up to a number of bytes: endless headers and chunks end here. */
final class MeteredStream extends InputStream {

  /** 16 KiB of body, and as much again for everything around it. */
  static final int WIRE_MAX_BYTES = 32 * 1024;

  private final InputStream in;
  private final Runnable onBytes;
  private int leftBytes = WIRE_MAX_BYTES;
  private boolean ended;

  /**
   * @param onBytes told whenever something arrives
   */
  MeteredStream(InputStream in, Runnable onBytes) {
    this.in = in;
    this.onBytes = onBytes;
  }

  /** Whether its end was seen by somebody who wanted more. */
  boolean hasEnded() {
    return ended;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    if (leftBytes == 0) {
      throw new TooLong();
    }
    int count = in.read(bytes, from, Math.min(length, leftBytes));
    if (count < 0) {
      ended = true;
    } else if (count > 0) {
      onBytes.run();
      leftBytes -= count;
    }
    return count;
  }

  /** The answer is longer than we read. */
  static final class TooLong extends IOException {

    private static final long serialVersionUID = 1L;

    TooLong() {
      super("the answer is over " + WIRE_MAX_BYTES / 1024 + " KiB");
    }
  }
}
