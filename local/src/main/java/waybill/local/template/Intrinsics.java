package waybill.local.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * CloudFormation's intrinsic functions, as far as they say something on one machine. What is not
 * known here is an error, never a guess.
 */
final class Intrinsics {

  /** What {@code AWS::NoValue} resolves to; a property or an item with it is left out. */
  private static final Object NO_VALUE = new Object();

  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(!?)([^}]+)}");

  private final Map<String, Object> values;
  private final Map<String, Object> conditions;
  private final Map<String, Object> mappings;
  private final Resources resources;

  /**
   * @param values parameters and pseudo parameters by name
   */
  Intrinsics(
      Map<String, Object> values,
      Map<String, Object> conditions,
      Map<String, Object> mappings,
      Resources resources) {
    this.values = values;
    this.conditions = conditions;
    this.mappings = mappings;
    this.resources = resources;
  }

  /** The value with every intrinsic function in it carried out. */
  Object resolve(Object value, Where where) {
    Object resolved = evaluate(value, where);
    return resolved == NO_VALUE ? "" : resolved;
  }

  /** Whether a resource's or a value's condition holds. */
  boolean holds(String condition, Where where) {
    Object expression = conditions.get(condition);
    if (expression == null) {
      throw where.bad("there is no condition " + condition);
    }
    return truth(expression, where.in("Conditions." + condition));
  }

  private Object evaluate(Object value, Where where) {
    if (value instanceof List<?> list) {
      return list(list, where);
    }
    if (!(value instanceof Map<?, ?> map)) {
      return value;
    }
    if (map.size() == 1) {
      String key = (String) map.keySet().iterator().next();
      if (key.equals("Ref") || key.startsWith("Fn::")) {
        return call(key, map.get(key), where);
      }
    }
    Map<String, Object> resolved = new LinkedHashMap<>();
    map.forEach(
        (key, item) -> {
          Object child = evaluate(item, where.in((String) key));
          if (child != NO_VALUE) {
            resolved.put((String) key, child);
          }
        });
    return resolved;
  }

  private List<Object> list(List<?> list, Where where) {
    List<Object> resolved = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      Object child = evaluate(list.get(i), where.in(String.valueOf(i)));
      if (child != NO_VALUE) {
        resolved.add(child);
      }
    }
    return resolved;
  }

  private Object call(String function, Object argument, Where where) {
    return switch (function) {
      case "Ref" -> ref(Arguments.text(argument, where), where);
      case "Fn::Sub" -> sub(argument, where);
      case "Fn::GetAtt" -> {
        List<?> parts = Arguments.list(argument, 2, where);
        yield resources.attribute(
            Arguments.text(parts.get(0), where), Arguments.text(parts.get(1), where), where);
      }
      case "Fn::If" -> {
        List<?> parts = Arguments.list(argument, 3, where);
        yield evaluate(parts.get(holds(Arguments.text(parts.get(0), where), where) ? 1 : 2), where);
      }
      case "Fn::Join" -> {
        List<?> parts = Arguments.list(argument, 2, where);
        yield String.join(Arguments.text(parts.get(0), where), texts(parts.get(1), where));
      }
      case "Fn::Select" -> {
        List<?> parts = Arguments.list(argument, 2, where);
        List<String> choices = texts(parts.get(1), where);
        int index = Integer.parseInt(Arguments.text(parts.get(0), where));
        if (index >= choices.size()) {
          throw where.bad("Select " + index + " of " + choices.size() + " values");
        }
        yield choices.get(index);
      }
      case "Fn::Split" -> {
        List<?> parts = Arguments.list(argument, 2, where);
        String separator = Pattern.quote(Arguments.text(parts.get(0), where));
        yield List.of(Arguments.text(evaluate(parts.get(1), where), where).split(separator, -1));
      }
      case "Fn::FindInMap" -> findInMap(texts(argument, where), where);
      default -> throw where.bad(function + " is not known to the local platform");
    };
  }

  private Object ref(String name, Where where) {
    if (name.equals("AWS::NoValue")) {
      return NO_VALUE;
    }
    return values.containsKey(name) ? values.get(name) : resources.reference(name, where);
  }

  private Object sub(Object argument, Where where) {
    Map<?, ?> own = Map.of();
    Object text = argument;
    if (argument instanceof List<?> parts && parts.size() == 2) {
      text = parts.get(0);
      own = (Map<?, ?>) parts.get(1);
    }
    StringBuilder result = new StringBuilder();
    Matcher placeholder = PLACEHOLDER.matcher(Arguments.text(text, where));
    while (placeholder.find()) {
      String name = placeholder.group(2);
      String replacement =
          placeholder.group(1).isEmpty() ? substitute(name, own, where) : "${" + name + "}";
      placeholder.appendReplacement(result, Matcher.quoteReplacement(replacement));
    }
    return placeholder.appendTail(result).toString();
  }

  private String substitute(String name, Map<?, ?> own, Where where) {
    if (own.containsKey(name)) {
      return Arguments.text(evaluate(own.get(name), where), where);
    }
    int dot = name.indexOf('.');
    return dot < 0
        ? Arguments.text(ref(name, where), where)
        : resources.attribute(name.substring(0, dot), name.substring(dot + 1), where);
  }

  private Object findInMap(List<String> keys, Where where) {
    Object found = mappings;
    for (String key : keys) {
      found = found instanceof Map<?, ?> map ? map.get(key) : null;
    }
    if (found == null) {
      throw where.bad("there is no mapping " + keys);
    }
    return found;
  }

  private boolean truth(Object expression, Where where) {
    if (!(expression instanceof Map<?, ?> map) || map.size() != 1) {
      throw where.bad("expected a condition function");
    }
    String function = (String) map.keySet().iterator().next();
    Object argument = map.get(function);
    return switch (function) {
      case "Condition" -> holds(Arguments.text(argument, where), where);
      case "Fn::Equals" -> {
        List<?> parts = Arguments.list(argument, 2, where);
        yield evaluate(parts.get(0), where).equals(evaluate(parts.get(1), where));
      }
      case "Fn::Not" -> !truth(Arguments.list(argument, 1, where).get(0), where);
      case "Fn::And" -> ((List<?>) argument).stream().allMatch(part -> truth(part, where));
      case "Fn::Or" -> ((List<?>) argument).stream().anyMatch(part -> truth(part, where));
      default -> throw where.bad(function + " is no condition function");
    };
  }

  private List<String> texts(Object argument, Where where) {
    if (!(evaluate(argument, where) instanceof List<?> list)) {
      throw where.bad("expected a list");
    }
    return list.stream().map(item -> Arguments.text(item, where)).toList();
  }
}
