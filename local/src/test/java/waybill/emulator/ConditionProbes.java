package waybill.emulator;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import waybill.platform.Item;
import waybill.platform.Update;

/** Writes of one item. */
final class ConditionProbes {

  private static final Map<String, AttributeValue> ONE = Map.of(":one", Item.number(1));

  private ConditionProbes() {}

  static List<Probe> all() {
    return List.of(
        new Probe(
            "condition-old-item",
            "A put whose condition fails brings the item as it stands, when asked for ALL_OLD",
            ConditionProbes::oldItem),
        new Probe(
            "condition-unasked",
            "A put whose condition fails brings no item, when not asked for it",
            ConditionProbes::oldItemUnasked),
        new Probe(
            "condition-no-item",
            "An update whose condition fails as there is no item brings none",
            ConditionProbes::noItem),
        new Probe(
            "condition-absent-number",
            "A comparison with an attribute that is not there is false",
            ConditionProbes::absentNumber),
        new Probe(
            "condition-list-equal",
            "A list of maps equals one of the same maps in the same order, and no other nor none",
            ConditionProbes::listEqual),
        new Probe(
            "update-old-item",
            "An update asked for ALL_OLD brings the item as it was before",
            ConditionProbes::oldItemOfUpdate),
        new Probe(
            "update-makes-item",
            "An update without a condition makes an item that is not there",
            lab -> lab.update("1", setsOne("SET n = :one", ReturnValue.ALL_NEW))),
        new Probe(
            "update-add-absent",
            "ADD begins at 0 where there is no attribute",
            lab -> lab.update("1", setsOne("ADD n :one", ReturnValue.ALL_NEW))),
        new Probe(
            "update-count-absent",
            "SET n = n + 1 is refused where there is no attribute",
            ConditionProbes::countAbsent),
        new Probe(
            "update-append-absent",
            "list_append with if_not_exists makes the list and then adds to it",
            ConditionProbes::append),
        new Probe(
            "update-remove-absent",
            "REMOVE of an attribute that is not there is no error",
            lab -> Refusal.of(() -> lab.update("1", r -> r.updateExpression("REMOVE n")))),
        new Probe(
            "expression-reserved-word",
            "A reserved word as a name in an expression is refused",
            lab -> Refusal.of(() -> lab.update("1", setsOne("SET status = :one", null)))),
        new Probe(
            "expression-unused-name",
            "A declared name that no expression uses is refused",
            ConditionProbes::unusedName));
  }

  private static String oldItem(Lab lab) {
    lab.put(lab.item("1").with("n", 1));
    try {
      lab.put(
          lab.item("1").with("n", 2),
          put ->
              put.conditionExpression("attribute_not_exists(p)")
                  .returnValuesOnConditionCheckFailure(
                      ReturnValuesOnConditionCheckFailure.ALL_OLD));
      return Refusal.TAKEN;
    } catch (ConditionalCheckFailedException e) {
      return failed(e);
    }
  }

  private static String oldItemUnasked(Lab lab) {
    lab.put(lab.item("1").with("n", 1));
    try {
      lab.put(lab.item("1"), put -> put.conditionExpression("attribute_not_exists(p)"));
      return Refusal.TAKEN;
    } catch (ConditionalCheckFailedException e) {
      return failed(e);
    }
  }

  private static String noItem(Lab lab) {
    try {
      return lab.update(
          "1",
          update ->
              update
                  .updateExpression("SET n = :one")
                  .conditionExpression("attribute_exists(p)")
                  .expressionAttributeValues(ONE)
                  .returnValuesOnConditionCheckFailure(
                      ReturnValuesOnConditionCheckFailure.ALL_OLD));
    } catch (ConditionalCheckFailedException e) {
      return failed(e) + ", then " + lab.read("1");
    }
  }

  private static String absentNumber(Lab lab) {
    lab.put(lab.item("1"));
    return Refusal.of(
        () ->
            lab.update(
                "1",
                update ->
                    setsOne("SET n = :one", null).accept(update.conditionExpression("n < :one"))));
  }

  private static String listEqual(Lab lab) {
    Item one = Item.empty().with("a", 1);
    Item two = Item.empty().with("a", 2).with("b", "x");
    lab.put(lab.item("1").with("list", List.of(one, two)));
    lab.put(lab.item("2"));
    return Stream.of(
            ifListIs(lab, "1", List.of(one, two)),
            ifListIs(lab, "1", List.of(two, one)),
            ifListIs(lab, "1", List.of(one)),
            ifListIs(lab, "2", List.of(one, two)))
        .collect(Collectors.joining(", "));
  }

  private static String ifListIs(Lab lab, String sort, List<Item> expected) {
    AttributeValue list = Item.empty().with("list", expected).attributes().get("list");
    return Refusal.of(
        () ->
            lab.update(
                sort,
                update ->
                    update
                        .updateExpression("SET n = :one")
                        .conditionExpression("#list = :list")
                        .expressionAttributeNames(Map.of("#list", "list"))
                        .expressionAttributeValues(Map.of(":one", Item.number(1), ":list", list))));
  }

  private static String oldItemOfUpdate(Lab lab) {
    lab.put(lab.item("1").with("n", 7));
    return lab.update("1", setsOne("SET n = :one", ReturnValue.ALL_OLD))
        + ", then "
        + lab.read("1");
  }

  private static String countAbsent(Lab lab) {
    lab.put(lab.item("1"));
    return Refusal.of(() -> lab.update("1", setsOne("SET n = n + :one", null)));
  }

  private static String append(Lab lab) {
    for (int line = 1; line <= 2; line++) {
      Update update = new Update().append("log", List.of(Item.empty().with("a", line)));
      lab.dynamo()
          .updateItem(
              update.request().tableName(Tables.INDEXED).key(lab.item("1").attributes()).build());
    }
    return lab.read("1");
  }

  private static String unusedName(Lab lab) {
    return Refusal.of(
        () ->
            lab.update(
                "1",
                update ->
                    setsOne("SET n = :one", null)
                        .accept(update.expressionAttributeNames(Map.of("#unused", "unused")))));
  }

  private static Consumer<UpdateItemRequest.Builder> setsOne(
      String expression, ReturnValue returned) {
    return update ->
        update.updateExpression(expression).expressionAttributeValues(ONE).returnValues(returned);
  }

  private static String failed(ConditionalCheckFailedException e) {
    return Refusal.of(e) + " " + (e.hasItem() ? Lab.text(e.item()) : "without an item");
  }
}
