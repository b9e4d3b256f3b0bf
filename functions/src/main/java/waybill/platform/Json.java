package waybill.platform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** JSON, read strictly: no duplicate fields, nothing after the value, no number made inexact. */
public final class Json {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private Json() {}

  /** Reads one JSON value. */
  public static JsonNode read(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new Malformed(e);
    } catch (ArithmeticException | NumberFormatException e) {
      throw new Malformed();
    }
  }

  public static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("cannot be written as JSON: " + value.getClass(), e);
    }
  }

  /**
   * The text is not JSON; the message says where, and repeats at most a name given twice. The
   * parser's own exception would repeat more, and is left out.
   */
  public static final class Malformed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Malformed(JsonProcessingException cause) {
      super(describe(cause));
    }

    /** An exponent that no number type holds. */
    Malformed() {
      super("a number is out of every range");
    }

    private static String describe(JsonProcessingException cause) {
      String where =
          cause.getLocation() == null
              ? ""
              : " (line "
                  + cause.getLocation().getLineNr()
                  + ", column "
                  + cause.getLocation().getColumnNr()
                  + ")";
      String what = cause.getOriginalMessage();
      return what != null && what.startsWith("Duplicate field")
          ? what + where
          : "not valid JSON" + where;
    }
  }
}
