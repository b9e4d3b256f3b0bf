package waybill.platform;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Reads the fields of a JSON object strictly and collects every complaint with its pointer, so that
 * a caller can mend all of them at once. A field that is complained about reads as an empty value;
 * nothing that was read may be used before {@link #done}.
 */
public final class Fields {

  /** {@code sku}, {@code customerId}, {@code paymentId}, and ids in paths. */
  static final Pattern ID = Pattern.compile("[A-Za-z0-9._~-]{1,128}");

  /** Of an unknown field's name, this much is repeated. */
  private static final int NAME_SHOWN_MAX_CHARS = 64;

  private static final int ERRORS_MAX = 100;

  private final JsonNode object;
  private final String pointer;
  private final List<Problem.FieldError> errors;
  private final Set<String> known = new HashSet<>();

  private Fields(JsonNode object, String pointer, List<Problem.FieldError> errors) {
    this.object = object;
    this.pointer = pointer;
    this.errors = errors;
    if (!object.isObject()) {
      errors.add(new Problem.FieldError(pointer, "must be a JSON object"));
    }
  }

  public static Fields of(JsonNode body) {
    return new Fields(body, "", new ArrayList<>());
  }

  public String id(String name) {
    String text = text(name);
    if (!text.isEmpty() && !ID.matcher(text).matches()) {
      complain(name, "must be 1 to 128 characters of A-Z a-z 0-9 . _ ~ -");
    }
    return text;
  }

  /** An ISO 4217 code. */
  public String currency(String name) {
    String code = text(name);
    boolean isKnown =
        Currency.getAvailableCurrencies().stream()
            // Codes without minor units are no money: XXX, gold, and the like.
            .filter(currency -> currency.getDefaultFractionDigits() >= 0)
            .anyMatch(currency -> currency.getCurrencyCode().equals(code));
    if (!code.isEmpty() && !isKnown) {
      complain(name, "must be an ISO 4217 code such as EUR");
    }
    return code;
  }

  /** A text of at least one character. */
  public String text(String name) {
    return optionalText(name)
        .orElseGet(
            () -> {
              complain(name, "is required");
              return "";
            });
  }

  public Optional<String> optionalText(String name) {
    Optional<JsonNode> node = field(name);
    if (node.isPresent() && !node.get().isTextual()) {
      complain(name, "must be a string");
      return Optional.of("");
    }
    if (node.isPresent() && node.get().textValue().isEmpty()) {
      complain(name, "must not be empty");
    }
    if (node.isPresent() && !UTF_8.newEncoder().canEncode(node.get().textValue())) {
      complain(name, "has half of a surrogate pair");
    }
    return node.map(JsonNode::textValue);
  }

  /** Whether the field is there, and null; then there is nothing more to read. */
  public boolean isNull(String name) {
    return field(name).filter(JsonNode::isNull).isPresent();
  }

  /** A whole number; {@code 5}, {@code 5.0} and {@code 5e0} are the same number in JSON. */
  public long integer(String name, long min, long max) {
    Optional<JsonNode> node = field(name);
    if (node.isEmpty()) {
      complain(name, "is required");
      return min;
    }
    Optional<String> complaint = WholeNumber.complaint(node.get(), min, max);
    complaint.ifPresent(detail -> complain(name, detail));
    return complaint.isPresent() ? min : node.get().decimalValue().longValue();
  }

  /** The same, or nothing when the field is absent. */
  public Optional<Long> optionalInteger(String name, long min, long max) {
    return field(name).map(node -> integer(name, min, max));
  }

  public <T> List<T> list(String name, int min, int max, Function<Fields, T> element) {
    Optional<JsonNode> node = field(name);
    if (node.isEmpty()) {
      complain(name, "is required");
      return List.of();
    }
    JsonNode array = node.get();
    if (!array.isArray() || array.size() < min || array.size() > max) {
      complain(name, "must be an array of " + min + " to " + max + " elements");
      return List.of();
    }
    List<T> elements = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      Fields fields = new Fields(array.get(i), pointer + "/" + name + "/" + i, errors);
      elements.add(element.apply(fields));
      fields.rejectUnknown();
    }
    return elements;
  }

  /** A list of texts, or nothing when the field is absent. */
  public Optional<List<String>> optionalTexts(String name, int max) {
    Optional<JsonNode> node = field(name);
    if (node.isEmpty()) {
      return Optional.empty();
    }
    List<String> texts = new ArrayList<>();
    node.get().forEach(each -> texts.add(each.isTextual() ? each.textValue() : ""));
    if (!node.get().isArray() || texts.isEmpty() || texts.size() > max || texts.contains("")) {
      complain(name, "must be an array of 1 to " + max + " strings");
      return Optional.of(List.of());
    }
    return Optional.of(texts);
  }

  /** Adds a complaint of the caller's own about a field. */
  public void complain(String name, String detail) {
    String escaped = name.replace("~", "~0").replace("/", "~1");
    complainAt(name.isEmpty() ? pointer : pointer + "/" + escaped, detail);
  }

  /** The same with a pointer from the root of the body. */
  public void complainAt(String fullPointer, String detail) {
    if (object.isObject() && errors.size() < ERRORS_MAX) {
      errors.add(new Problem.FieldError(fullPointer, detail));
    }
  }

  /** Ends the reading: throws the problem if there was any complaint, unknown fields included. */
  public void done() {
    rejectUnknown();
    if (!errors.isEmpty()) {
      throw Problem.badBody(errors);
    }
  }

  private Optional<JsonNode> field(String name) {
    known.add(name);
    return Optional.ofNullable(object.get(name));
  }

  private void rejectUnknown() {
    object
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                complain(shown(name), "is not a known field");
              }
            });
  }

  /** The beginning of a name, not cut within a character. */
  private static String shown(String name) {
    int characters = Math.min(name.codePointCount(0, name.length()), NAME_SHOWN_MAX_CHARS);
    return name.substring(0, name.offsetByCodePoints(0, characters));
  }
}
