package waybill.platform;

import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The trace that a request belongs to, in version 00 of W3C's header. Later versions begin with the
 * same fields, and are read as that. https://www.w3.org/TR/trace-context/#traceparent-header
 */
record Traceparent(String traceId, String parentId, String flags) {

  private static final Pattern HEADER =
      Pattern.compile("([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");

  private static final int TRACE_ID_BYTES = 16;
  private static final int PARENT_ID_BYTES = 8;

  /** Nobody has asked to record a trace that begins here. */
  private static final String NOT_SAMPLED = "00";

  /** What the header says, if it is well-formed. */
  static Optional<Traceparent> parse(String header) {
    Matcher matcher = HEADER.matcher(header);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String version = matcher.group(1);
    boolean hasTail = matcher.group(5) != null;
    if (version.equals("ff") || (version.equals("00") && hasTail)) {
      return Optional.empty();
    }
    Traceparent read = new Traceparent(matcher.group(2), matcher.group(3), matcher.group(4));
    return isZero(read.traceId) || isZero(read.parentId) ? Optional.empty() : Optional.of(read);
  }

  /** A trace that begins here. */
  static Traceparent next(RandomGenerator random) {
    return new Traceparent(hex(random, TRACE_ID_BYTES), hex(random, PARENT_ID_BYTES), NOT_SAMPLED);
  }

  String header() {
    return "00-" + traceId + "-" + parentId + "-" + flags;
  }

  /** All zeros would be no id; of that a generator is asked again. */
  private static String hex(RandomGenerator random, int bytes) {
    byte[] id = new byte[bytes];
    random.nextBytes(id);
    String hex = HexFormat.of().formatHex(id);
    return isZero(hex) ? hex(random, bytes) : hex;
  }

  private static boolean isZero(String hex) {
    return hex.chars().allMatch(digit -> digit == '0');
  }
}
