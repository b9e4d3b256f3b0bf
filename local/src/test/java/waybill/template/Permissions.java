package waybill.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** What the roles of the template allow, statement by statement. */
final class Permissions {

  record Statement(String effect, List<Object> actions, List<Object> resources) {

    boolean allows(String action, Map<String, Object> resource) {
      return effect.equals("Allow") && actions.contains(action) && resources.contains(resource);
    }
  }

  private Permissions() {}

  static Set<Permission> ofFunctions(TemplateDocument template) {
    return new TreeSet<>(spreadOut(template));
  }

  /** Each action of a function's statement on each of its resources, as often as it is given. */
  static List<Permission> spreadOut(TemplateDocument template) {
    List<Permission> all = new ArrayList<>();
    for (String function : template.named(TemplateDocument.FUNCTION)) {
      for (Statement statement : of(template, function)) {
        for (Object action : statement.actions()) {
          for (Object resource : statement.resources()) {
            all.add(new Permission(function, (String) action, name(resource)));
          }
        }
      }
    }
    return all;
  }

  /** {@code !GetAtt X.Arn} by its name, an index of a table by the table's and its own. */
  static String name(Object resource) {
    if (!(resource instanceof Map<?, ?> function)) {
      return String.valueOf(resource);
    }
    String text = String.valueOf(function.values().iterator().next());
    return text.replace("${", "").replace("}", "");
  }

  /** The statements of the one policy in the role that goes by the function's stem. */
  static List<Statement> of(TemplateDocument template, String function) {
    return inPolicy(
        template,
        TemplateDocument.of(function.replace("Function", "Role"), "Policies/0/PolicyDocument"));
  }

  static List<Statement> inPolicy(TemplateDocument template, String document) {
    int size = template.list(document + "/Statement").size();
    return IntStream.range(0, size)
        .mapToObj(i -> document + "/Statement/" + i)
        .map(
            path ->
                new Statement(
                    template.text(path + "/Effect"),
                    template.list(path + "/Action"),
                    template.list(path + "/Resource")))
        .toList();
  }
}
