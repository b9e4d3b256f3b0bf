package waybill.local.gateway;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import waybill.local.failure.StartupException;
import waybill.local.template.EventSource.HttpRoute;
import waybill.local.template.FunctionSpec;

/**
 * The routes of the template; a literal segment beats a parameter, the leftmost difference counts.
 */
final class Routes {

  /** A route that fits, with its path parameters decoded. */
  record Match(String functionId, HttpRoute route, Map<String, String> pathParameters) {}

  private record Entry(String functionId, HttpRoute route, List<String> segments) {}

  private final List<Entry> entries = new ArrayList<>();

  Routes(List<FunctionSpec> functions) {
    Set<String> keys = new HashSet<>();
    for (FunctionSpec function : functions) {
      function
          .events(HttpRoute.class)
          .forEach(
              route -> {
                if (!keys.add(route.key())) {
                  throw new StartupException(function.id() + ": a second route " + route.key());
                }
                entries.add(new Entry(function.id(), route, segments(function, route)));
              });
    }
    entries.sort(
        (a, b) -> String.join("/", a.segments()).compareTo(String.join("/", b.segments())));
  }

  /**
   * @throws IllegalArgumentException when the path's percent-encoding is broken
   */
  Optional<Match> match(String method, String path) {
    String[] segments = path.split("/", -1);
    return entries.stream()
        .filter(entry -> entry.route().method().equals(method))
        .filter(entry -> fits(entry.segments(), segments))
        .findFirst()
        .map(
            entry ->
                new Match(
                    entry.functionId(), entry.route(), parameters(entry.segments(), segments)));
  }

  private static List<String> segments(FunctionSpec function, HttpRoute route) {
    if (route.path().contains("+}")
        || route.path().startsWith("$")
        || route.method().equals("ANY")
        || route.method().equals("*")) {
      throw new StartupException(
          function.id() + ": the route " + route.key() + " is greedy, which does not run locally");
    }
    return List.of(route.path().split("/", -1));
  }

  private static boolean fits(List<String> pattern, String[] segments) {
    if (pattern.size() != segments.length) {
      return false;
    }
    for (int i = 0; i < segments.length; i++) {
      boolean fits =
          isParameter(pattern.get(i)) ? !segments[i].isEmpty() : pattern.get(i).equals(segments[i]);
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  private static Map<String, String> parameters(List<String> pattern, String[] segments) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (int i = 0; i < segments.length; i++) {
      String name = pattern.get(i);
      if (isParameter(name)) {
        parameters.put(name.substring(1, name.length() - 1), Percent.decodePath(segments[i]));
      }
    }
    return parameters;
  }

  /** Also sorts behind every literal, as '{' is greater than any letter. */
  private static boolean isParameter(String segment) {
    return segment.startsWith("{");
  }
}
