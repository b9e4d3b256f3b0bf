package waybill.local.provision;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import waybill.local.template.TableSpec;

/**
 * PartiQL's {@code UPDATE "t" SET a=? SET b='x' WHERE key=? AND c='y'} as an UpdateItem. Values are
 * {@code ?} or texts in quotes, comparisons are equations; of anything more it knows nothing.
 */
final class UpdateStatement {

  private static final Pattern UPDATE =
      Pattern.compile("UPDATE \"([^\"]+)\" SET (.+?) WHERE (.+)", Pattern.DOTALL);
  private static final Pattern EQUATION =
      Pattern.compile("\\s*\"?(\\w+)\"?\\s*=\\s*(?:\\?|'([^']*)')\\s*");

  private final Map<String, TableSpec> tables;

  private UpdateStatement(Map<String, TableSpec> tables) {
    this.tables = tables;
  }

  /** Only the tables' keys tell which equations of a WHERE find the row. */
  static UpdateStatement of(List<TableSpec> tables) {
    return new UpdateStatement(
        tables.stream().collect(Collectors.toMap(TableSpec::name, Function.identity())));
  }

  private record Equation(String name, AttributeValue value) {}

  /** Empty for what is no such statement. */
  Optional<UpdateItemRequest> update(BatchStatementRequest statement) {
    Matcher update = UPDATE.matcher(statement.statement());
    if (!update.matches() || !tables.containsKey(update.group(1))) {
      return Optional.empty();
    }
    Iterator<AttributeValue> parameters = statement.parameters().iterator();
    Optional<List<Equation>> set = equations(update.group(2), " SET ", parameters);
    Optional<List<Equation>> where = equations(update.group(3), " AND ", parameters);
    return set.isEmpty() || where.isEmpty()
        ? Optional.empty()
        : Optional.of(request(tables.get(update.group(1)), set.get(), where.get()));
  }

  private static Optional<List<Equation>> equations(
      String text, String separator, Iterator<AttributeValue> parameters) {
    List<Equation> equations = new ArrayList<>();
    for (String part : text.split(separator)) {
      Matcher equation = EQUATION.matcher(part);
      if (!equation.matches()) {
        return Optional.empty();
      }
      String literal = equation.group(2);
      equations.add(
          new Equation(
              equation.group(1),
              literal == null ? parameters.next() : AttributeValue.fromS(literal)));
    }
    return Optional.of(equations);
  }

  /** On the condition that the row is there: a statement makes no row. */
  private static UpdateItemRequest request(
      TableSpec table, List<Equation> set, List<Equation> where) {
    Map<String, AttributeValue> key = new HashMap<>();
    Map<String, String> names = new HashMap<>();
    Map<String, AttributeValue> values = new HashMap<>();
    List<String> conditions = new ArrayList<>(List.of("attribute_exists(#key)"));
    names.put("#key", table.key().partition());
    for (Equation equation : where) {
      if (isKey(table.key(), equation.name())) {
        key.put(equation.name(), equation.value());
      } else {
        conditions.add(bound(equation, "where" + conditions.size(), names, values));
      }
    }
    List<String> assignments = new ArrayList<>();
    set.forEach(
        equation -> assignments.add(bound(equation, "set" + assignments.size(), names, values)));
    return UpdateItemRequest.builder()
        .tableName(table.name())
        .key(key)
        .updateExpression("SET " + String.join(", ", assignments))
        .conditionExpression(String.join(" AND ", conditions))
        .expressionAttributeNames(names)
        .expressionAttributeValues(values)
        .build();
  }

  private static boolean isKey(TableSpec.Key key, String name) {
    return name.equals(key.partition()) || key.sort().filter(name::equals).isPresent();
  }

  private static String bound(
      Equation equation,
      String alias,
      Map<String, String> names,
      Map<String, AttributeValue> values) {
    names.put("#" + alias, equation.name());
    values.put(":" + alias, equation.value());
    return "#" + alias + " = :" + alias;
  }
}
