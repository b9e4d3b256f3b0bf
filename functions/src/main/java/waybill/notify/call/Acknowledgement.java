package waybill.notify.call;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import waybill.platform.Json;

/** What an answer's body says, in the mode {@code body}, and what is kept of it for the log. */
public final class Acknowledgement {

  static final int BODY_MAX_BYTES = 16 * 1024;
  static final int LOG_MAX_BYTES = 1024;

  private static final String TEXT = "success";
  private static final String CODE = "SUCCESS";

  private Acknowledgement() {}

  static boolean isSuccess(byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8).strip();
    if (text.equalsIgnoreCase(TEXT)) {
      return true;
    }
    if (!text.startsWith("{")) {
      return false;
    }
    try {
      JsonNode code = Json.read(text).path("code");
      return code.isTextual() && code.textValue().equals(CODE);
    } catch (Json.Malformed e) {
      return false;
    }
  }

  /** The beginning of a body on one printable line: what it holds must not steer a terminal. */
  static String printable(byte[] body) {
    int bytes = Math.min(body.length, LOG_MAX_BYTES);
    String text = new String(body, 0, bytes, StandardCharsets.UTF_8);
    return beginning(text.replaceAll("[\\p{C}\\p{Z}]+", " ").strip(), LOG_MAX_BYTES);
  }

  /** As many whole characters as have room: a byte that is no UTF-8 has become three. */
  public static String beginning(String text, int maxBytes) {
    ByteBuffer bytes = ByteBuffer.allocate(maxBytes);
    StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text), bytes, true);
    return StandardCharsets.UTF_8.decode(bytes.flip()).toString();
  }
}
