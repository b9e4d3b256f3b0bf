package waybill.template;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What the roles of the template allow, statement by statement. */
final class Permissions {

  record Statement(String effect, List<Object> actions, List<Object> resources) {

    boolean allows(String action, Map<String, Object> resource) {
      return effect.equals("Allow") && actions.contains(action) && resources.contains(resource);
    }
  }

  private Permissions() {}

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
