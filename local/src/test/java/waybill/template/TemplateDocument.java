package waybill.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** A template that can be asked by path, and copied with one thing changed. Paths use slashes. */
final class TemplateDocument {

  static final String FUNCTION = "AWS::Serverless::Function";
  static final String TABLE = "AWS::DynamoDB::Table";
  static final String QUEUE = "AWS::SQS::Queue";
  static final String ROLE = "AWS::IAM::Role";
  static final String ALARM = "AWS::CloudWatch::Alarm";
  static final String DASHBOARD = "AWS::CloudWatch::Dashboard";

  private final Map<String, Object> root;

  private TemplateDocument(Map<String, Object> root) {
    this.root = root;
  }

  static TemplateDocument ofProject() {
    return new TemplateDocument(TemplateYaml.read(Path.of("../template.yaml")));
  }

  /** The path of a resource's property. */
  static String of(String resource, String property) {
    return "Resources/" + resource + "/Properties/" + property;
  }

  List<String> named(String type) {
    List<String> names =
        map("Resources").keySet().stream()
            .filter(name -> type.equals(at("Resources/" + name + "/Type")))
            .toList();
    assertThat(names).as("resources of type " + type).isNotEmpty();
    return names;
  }

  /** Queues that functions read from. The others are dead-letter queues. */
  List<String> workQueues() {
    return named(QUEUE).stream().filter(name -> name.endsWith("Queue")).toList();
  }

  List<String> deadLetterQueues() {
    return named(QUEUE).stream().filter(name -> name.endsWith("Dlq")).toList();
  }

  /** Paths of the properties of every event source of a type. */
  List<String> sources(String type) {
    List<String> paths =
        named(FUNCTION).stream()
            .flatMap(
                function ->
                    map(of(function, "Events")).keySet().stream()
                        .map(event -> of(function, "Events/" + event)))
            .filter(event -> type.equals(at(event + "/Type")))
            .map(event -> event + "/Properties")
            .toList();
    assertThat(paths).as("event sources of type " + type).isNotEmpty();
    return paths;
  }

  /** What stands at the path, or null. */
  Object at(String path) {
    Object here = root;
    for (String step : path.split("/")) {
      here = step(here, step);
    }
    return here;
  }

  String text(String path) {
    return at(path) instanceof String text ? text : "";
  }

  /** The number at the path, or -1, which no limit allows. */
  int number(String path) {
    String text = text(path);
    return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : -1;
  }

  /** The mapping at the path, empty when there is none. */
  @SuppressWarnings("unchecked")
  Map<String, Object> map(String path) {
    return at(path) instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
  }

  /** The items of the list at the path; one item alone counts as a list of it, as in IAM. */
  List<Object> list(String path) {
    Object found = at(path);
    return found instanceof List<?> items
        ? List.copyOf(items)
        : Stream.ofNullable(found).map(Object.class::cast).toList();
  }

  /** A copy in which {@code value}, or nothing when it is null, stands at the path. */
  TemplateDocument with(String path, Object value) {
    TemplateDocument copy = new TemplateDocument(copied(root));
    int last = path.lastIndexOf('/');
    Object parent = copy.at(path.substring(0, last));
    String step = path.substring(last + 1);
    if (parent instanceof List<?> list) {
      assertThat(value).as("lists are only shortened").isNull();
      list.remove(Integer.parseInt(step));
    } else if (value == null) {
      assertThat(copy.map(path.substring(0, last)).remove(step)).as(path).isNotNull();
    } else {
      copy.map(path.substring(0, last)).put(step, value);
    }
    assertThat(Objects.equals(copy.root, root)).as(path + " was changed by that").isFalse();
    return copy;
  }

  private static Object step(Object from, String step) {
    if (from instanceof List<?> list) {
      return Integer.parseInt(step) < list.size() ? list.get(Integer.parseInt(step)) : null;
    }
    return from instanceof Map<?, ?> map ? map.get(step) : null;
  }

  private static Map<String, Object> copied(Map<?, ?> map) {
    Map<String, Object> copy = new LinkedHashMap<>();
    map.forEach((key, value) -> copy.put((String) key, copy(value)));
    return copy;
  }

  private static Object copy(Object value) {
    if (value instanceof Map<?, ?> map) {
      return copied(map);
    }
    return value instanceof List<?> list
        ? new ArrayList<>(list.stream().map(TemplateDocument::copy).toList())
        : value;
  }
}
