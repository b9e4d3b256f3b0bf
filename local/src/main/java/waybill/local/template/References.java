package waybill.local.template;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks that what the template refers to is there, also where the local platform itself does not
 * look (policies, alarms, outputs): what CloudFormation would refuse is no template to start from.
 */
final class References {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^!}][^}]*)}");

  private final Set<?> names;
  private final Set<?> conditions;

  /**
   * @param names of parameters and resources, those left out by a condition included
   */
  References(Set<?> names, Set<?> conditions) {
    this.names = names;
    this.conditions = conditions;
  }

  void check(Object value, Where where) {
    if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        check(list.get(i), where.in(String.valueOf(i)));
      }
    }
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, child) -> check(key.toString(), child, where));
    }
  }

  private void check(String key, Object argument, Where where) {
    switch (key) {
      case "Ref" -> known(String.valueOf(argument), where);
      case "Fn::GetAtt" -> known(first(argument), where);
      case "Fn::Sub" -> sub(argument, where);
      case "Fn::If" -> {
        if (!conditions.contains(first(argument))) {
          throw where.bad("there is no condition " + first(argument));
        }
        check(argument, where);
      }
      default -> check(argument, where.in(key));
    }
  }

  private void sub(Object argument, Where where) {
    Object text = argument;
    Map<?, ?> own = Map.of();
    if (argument instanceof List<?> parts && parts.size() == 2) {
      text = parts.get(0);
      own = parts.get(1) instanceof Map<?, ?> map ? map : own;
      check(own, where);
    }
    Matcher placeholder = PLACEHOLDER.matcher(String.valueOf(text));
    while (placeholder.find()) {
      if (!own.containsKey(placeholder.group(1))) {
        known(placeholder.group(1), where);
      }
    }
  }

  /** {@code Name} or {@code Name.Attribute}. */
  private void known(String reference, Where where) {
    String name = reference.split("\\.", 2)[0];
    if (!name.startsWith("AWS::") && !names.contains(name)) {
      throw where.bad("there is no resource or parameter " + name);
    }
  }

  private static String first(Object argument) {
    return argument instanceof List<?> list && !list.isEmpty()
        ? String.valueOf(list.get(0))
        : String.valueOf(argument);
  }
}
