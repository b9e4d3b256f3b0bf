package waybill.local.template;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/** Reads a SAM template for one stack name and one set of parameters. */
public final class TemplateReader {

  private static final Map<String, String> NAME_PROPERTIES =
      Map.of(
          Resources.TABLE, "TableName",
          Resources.QUEUE, "QueueName",
          Resources.FUNCTION, "FunctionName");

  private final String file;
  private final String stackName;
  private final Section root;
  private final Map<String, String> names = new HashMap<>();
  private final Map<String, String> types = new LinkedHashMap<>();
  private final Intrinsics intrinsics;

  private TemplateReader(Path path, String stackName, Map<String, String> parameters) {
    this.file = path.getFileName().toString();
    this.stackName = stackName;
    this.root = new Section(TemplateYaml.read(path), new Where(file, "template", ""));
    this.intrinsics =
        new Intrinsics(
            values(parameters),
            untyped(root.section("Conditions")),
            untyped(root.section("Mappings")),
            new Resources(types, names));
  }

  /**
   * @param parameters values for parameters of the template, instead of their defaults
   */
  public static Template read(Path file, String stackName, Map<String, String> parameters) {
    return new TemplateReader(file, stackName, parameters).read();
  }

  private Template read() {
    Section resources = root.section("Resources");
    if (resources.keys().isEmpty()) {
      throw root.where().bad("has no Resources");
    }
    checkReferences(resources);
    for (Object id : resources.keys()) {
      Section resource = Section.of(resources.section(id.toString()).values(), at(id.toString()));
      if (included(resource)) {
        types.put(id.toString(), resource.text("Type"));
      }
    }
    types.forEach(this::name);
    AuthorizerReader authorizers = new AuthorizerReader(stackName);
    List<AuthorizerSpec> all = new ArrayList<>();
    Map<String, Optional<String>> defaults = new HashMap<>();
    for (Section api : each(Resources.HTTP_API)) {
      all.addAll(authorizers.authorizers(api));
      defaults.put(api.where().resource(), authorizers.defaultOf(api));
    }
    EventReader events = new EventReader(defaults);
    FunctionReader functions = new FunctionReader(events);
    return new Template(
        stackName,
        read(Resources.TABLE, StorageReader::table),
        read(Resources.QUEUE, StorageReader::queue),
        read(Resources.FUNCTION, functions::function),
        List.copyOf(all));
  }

  private void checkReferences(Section resources) {
    Set<Object> names = new HashSet<>(resources.keys());
    names.addAll(root.section("Parameters").keys());
    References references = new References(names, Set.copyOf(root.section("Conditions").keys()));
    for (Object id : resources.keys()) {
      references.check(raw(id.toString()).values(), at(id.toString()));
    }
    for (String part : List.of("Globals", "Conditions", "Outputs")) {
      references.check(root.section(part).values(), at(part));
    }
  }

  private Map<String, Object> values(Map<String, String> given) {
    Map<String, Object> values = new HashMap<>();
    values.put("AWS::StackName", stackName);
    values.put("AWS::Region", Resources.REGION);
    values.put("AWS::AccountId", Resources.ACCOUNT);
    values.put("AWS::Partition", "aws");
    values.put("AWS::URLSuffix", "amazonaws.com");
    Section parameters = root.section("Parameters");
    for (Object name : parameters.keys()) {
      String key = name.toString();
      values.put(
          key, given.containsKey(key) ? given.get(key) : parameters.section(key).text("Default"));
    }
    for (String name : given.keySet()) {
      if (!values.containsKey(name)) {
        throw root.where().bad("has no parameter " + name);
      }
    }
    return values;
  }

  private boolean included(Section resource) {
    Optional<String> condition = resource.optionalText("Condition");
    return condition.isEmpty() || intrinsics.holds(condition.get(), resource.where());
  }

  /** The physical name: the one given, or the stack's name and the logical id. */
  private void name(String id, String type) {
    String property = NAME_PROPERTIES.get(type);
    if (property == null) {
      return;
    }
    Object given = raw(id).values().get(property);
    names.put(
        id,
        given == null
            ? stackName + "-" + id
            : intrinsics.resolve(given, at(id).in(property)).toString());
  }

  private <T> List<T> read(String type, BiFunction<Section, String, T> reader) {
    return each(type).stream()
        .map(section -> reader.apply(section, names.get(section.where().resource())))
        .toList();
  }

  /** The resolved properties, Globals merged in, of each resource of the type. */
  private List<Section> each(String type) {
    Section globals = root.section("Globals").section(type.substring(type.lastIndexOf(':') + 1));
    List<Section> sections = new ArrayList<>();
    types.forEach(
        (id, itsType) -> {
          if (itsType.equals(type)) {
            Object merged =
                type.startsWith("AWS::Serverless::")
                    ? merge(globals.values(), raw(id).values())
                    : raw(id).values();
            sections.add(Section.of(intrinsics.resolve(merged, at(id)), at(id)));
          }
        });
    return sections;
  }

  private Section raw(String id) {
    return root.section("Resources").section(id).section("Properties");
  }

  private Where at(String id) {
    return new Where(file, id, "");
  }

  /** As SAM does: maps are merged, lists are joined, of anything else the resource's own counts. */
  private static Object merge(Object global, Object own) {
    if (global instanceof Map<?, ?> globalMap && own instanceof Map<?, ?> ownMap) {
      Map<Object, Object> merged = new LinkedHashMap<>(globalMap);
      ownMap.forEach((key, value) -> merged.merge(key, value, TemplateReader::merge));
      return merged;
    }
    if (global instanceof List<?> globalList && own instanceof List<?> ownList) {
      List<Object> joined = new ArrayList<>(globalList);
      joined.addAll(ownList);
      return joined;
    }
    return own;
  }

  private static Map<String, Object> untyped(Section section) {
    Map<String, Object> values = new LinkedHashMap<>();
    section.values().forEach((key, value) -> values.put(key.toString(), value));
    return values;
  }
}
