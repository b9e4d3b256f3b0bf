package waybill.platform;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A DynamoDB item, written and read by attribute names. An absent text is not stored. */
public final class Item {

  private final Map<String, AttributeValue> attributes;

  private Item(Map<String, AttributeValue> attributes) {
    this.attributes = attributes;
  }

  public static Item empty() {
    return new Item(new HashMap<>());
  }

  public static Item of(Map<String, AttributeValue> attributes) {
    return new Item(attributes);
  }

  /** The item of an answer, which is an empty map when there is none. */
  public static Optional<Item> found(Map<String, AttributeValue> attributes) {
    return attributes == null || attributes.isEmpty()
        ? Optional.empty()
        : Optional.of(new Item(attributes));
  }

  public Item with(String name, String text) {
    if (text != null) {
      attributes.put(name, AttributeValue.fromS(text));
    }
    return this;
  }

  public Item with(String name, long number) {
    attributes.put(name, number(number));
    return this;
  }

  public Item with(String name, Item map) {
    attributes.put(name, AttributeValue.fromM(map.attributes));
    return this;
  }

  public Item with(String name, List<Item> items) {
    attributes.put(
        name,
        AttributeValue.fromL(
            items.stream().map(item -> AttributeValue.fromM(item.attributes)).toList()));
    return this;
  }

  public Map<String, AttributeValue> attributes() {
    return attributes;
  }

  public boolean has(String name) {
    return attributes.containsKey(name);
  }

  public String text(String name) {
    return textIfAny(name)
        .orElseThrow(() -> new IllegalStateException("the item has no text '" + name + "'"));
  }

  public Optional<String> textIfAny(String name) {
    return Optional.ofNullable(attributes.get(name)).map(AttributeValue::s);
  }

  public long number(String name) {
    return numberIfAny(name)
        .orElseThrow(() -> new IllegalStateException("the item has no number '" + name + "'"));
  }

  public Optional<Long> numberIfAny(String name) {
    return Optional.ofNullable(attributes.get(name)).map(AttributeValue::n).map(Long::parseLong);
  }

  public Optional<Item> mapIfAny(String name) {
    return Optional.ofNullable(attributes.get(name)).map(value -> new Item(value.m()));
  }

  public List<Item> list(String name) {
    AttributeValue value = attributes.get(name);
    return value == null ? List.of() : value.l().stream().map(each -> new Item(each.m())).toList();
  }

  public static AttributeValue number(long number) {
    return AttributeValue.fromN(Long.toString(number));
  }

  public static AttributeValue text(Enum<?> state) {
    return AttributeValue.fromS(state.name());
  }
}
