package waybill.platform;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * An update of one item on conditions. Every name goes through a placeholder, so that none meets a
 * reserved word, and nothing is declared that the expressions do not use.
 */
public final class Update {

  private final List<String> sets = new ArrayList<>();
  private final List<String> removes = new ArrayList<>();
  private final List<String> conditions = new ArrayList<>();
  private final Map<String, String> names = new HashMap<>();
  private final Map<String, AttributeValue> values = new HashMap<>();

  public Update set(String name, String text) {
    return set(name, AttributeValue.fromS(text));
  }

  public Update set(String name, Item map) {
    return set(name, AttributeValue.fromM(map.attributes()));
  }

  public Update set(String name, List<Item> maps) {
    return set(name, list(maps));
  }

  public Update set(String name, long number) {
    return set(name, Item.number(number));
  }

  /** Adds to a list, which may not be there yet; nothing to add leaves it as it is. */
  public Update append(String name, List<Item> items) {
    if (!items.isEmpty()) {
      String list = name(name);
      String none = value(AttributeValue.fromL(List.of()));
      String more = value(list(items));
      sets.add(list + " = list_append(if_not_exists(" + list + ", " + none + "), " + more + ")");
    }
    return this;
  }

  public Update remove(String... attributes) {
    for (String attribute : attributes) {
      removes.add(name(attribute));
    }
    return this;
  }

  public Update onlyIf(String name, String text) {
    return onlyIf(name, "=", AttributeValue.fromS(text));
  }

  public Update onlyIf(String name, long number) {
    return onlyIf(name, "=", Item.number(number));
  }

  /** The whole list, as it was read. */
  public Update onlyIf(String name, List<Item> maps) {
    return onlyIf(name, "=", list(maps));
  }

  public Update onlyIfAtMost(String name, long number) {
    return onlyIf(name, "<=", Item.number(number));
  }

  /** And is there at all. */
  public Update onlyIfAtLeast(String name, long number) {
    return onlyIf(name, ">=", Item.number(number));
  }

  public Update onlyIfAbsent(String name) {
    conditions.add("attribute_not_exists(" + name(name) + ")");
    return this;
  }

  /** Table and key are the caller's to add. */
  public UpdateItemRequest.Builder request() {
    String set = sets.isEmpty() ? "" : "SET " + String.join(", ", sets);
    String remove = removes.isEmpty() ? "" : " REMOVE " + String.join(", ", removes);
    return UpdateItemRequest.builder()
        .updateExpression(set + remove)
        .conditionExpression(conditions.isEmpty() ? null : String.join(" AND ", conditions))
        .expressionAttributeNames(names)
        .expressionAttributeValues(values.isEmpty() ? null : values);
  }

  /** The same as a step of a transaction; a failed condition tells what it found. */
  public TransactWriteItem step(String table, Item key) {
    UpdateItemRequest update = request().build();
    return TransactWriteItem.builder()
        .update(
            step ->
                step.tableName(table)
                    .key(key.attributes())
                    .updateExpression(update.updateExpression())
                    .conditionExpression(update.conditionExpression())
                    .expressionAttributeNames(update.expressionAttributeNames())
                    .expressionAttributeValues(update.expressionAttributeValues())
                    .returnValuesOnConditionCheckFailure(
                        ReturnValuesOnConditionCheckFailure.ALL_OLD))
        .build();
  }

  private Update set(String name, AttributeValue value) {
    sets.add(name(name) + " = " + value(value));
    return this;
  }

  private Update onlyIf(String name, String operator, AttributeValue value) {
    conditions.add(name(name) + " " + operator + " " + value(value));
    return this;
  }

  private static AttributeValue list(List<Item> maps) {
    return AttributeValue.fromL(
        maps.stream().map(map -> AttributeValue.fromM(map.attributes())).toList());
  }

  private String name(String name) {
    names.put("#" + name, name);
    return "#" + name;
  }

  private String value(AttributeValue value) {
    String placeholder = ":v" + values.size();
    values.put(placeholder, value);
    return placeholder;
  }
}
