package waybill.deployed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import waybill.template.TemplateYaml;

/** What is deployed to LocalStack is the template, but for its HTTP API. */
class DeployedTemplateTest {

  private static final String CODE_URI = "s3://bucket/key";

  private final DeployedTemplate template = DeployedTemplate.ofProject();
  private final Map<String, Object> whole = TemplateYaml.parse(template.whole());
  private final Map<String, Object> deployed = TemplateYaml.parse(template.withCodeAt(CODE_URI));

  @Test
  void only_what_is_named_is_left_out_and_only_the_code_is_elsewhere() {
    DeployedTemplate.LEFT_OUT.keySet().forEach(path -> remove(whole, path));
    replace(whole, DeployedTemplate.CODE, CODE_URI);
    assertThat(deployed).isEqualTo(whole);
  }

  @Test
  void a_resource_is_left_out_only_if_it_is_the_http_api_or_names_it() {
    assertThat(leftOutResources())
        .isNotEmpty()
        .allSatisfy(
            name ->
                assertThat(name + at(whole, "Resources/" + name)).containsPattern(word("HttpApi")));
  }

  @Test
  void all_else_is_left_out_only_because_it_names_such_a_resource() {
    String names = word(String.join("|", leftOutResources()));
    assertThat(DeployedTemplate.LEFT_OUT.keySet())
        .filteredOn(path -> !path.matches("Resources/\\w+"))
        .isNotEmpty()
        .allSatisfy(path -> assertThat(at(whole, path).toString()).containsPattern(names));
  }

  @Test
  void nothing_that_is_deployed_names_what_is_left_out() {
    assertThat(deployed.toString())
        .doesNotContainPattern(word(String.join("|", leftOutResources())));
  }

  private static List<String> leftOutResources() {
    return DeployedTemplate.LEFT_OUT.keySet().stream()
        .filter(path -> path.matches("Resources/\\w+"))
        .map(DeployedTemplateTest::last)
        .toList();
  }

  private static String word(String names) {
    return "\\b(" + names + ")\\b";
  }

  private static Object at(Map<String, Object> root, String path) {
    return parent(root, path).get(last(path));
  }

  private static void remove(Map<String, Object> root, String path) {
    assertThat(parent(root, path).remove(last(path))).as(path).isNotNull();
  }

  private static void replace(Map<String, Object> root, String path, Object value) {
    assertThat(parent(root, path).replace(last(path), value)).as(path).isNotNull();
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> parent(Map<String, Object> root, String path) {
    Map<String, Object> here = new LinkedHashMap<>(Map.of("", root));
    for (String step : ("/" + path.substring(0, path.lastIndexOf('/'))).split("/")) {
      here = (Map<String, Object>) here.get(step);
    }
    return here;
  }

  private static String last(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
