package waybill.deployed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import waybill.localstack.LocalStack;
import waybill.localstack.NeedsImages;
import waybill.template.TemplateYaml;

/**
 * The stack stands as it is written.
 *
 * <p>That CloudFormation took a property says only that it is well-formed: LocalStack 4.14 takes
 * SnapStart, RecursiveLoop, LoggingConfig, the log groups' retention and the tables' point-in-time
 * recovery, and does none of it. That they are there is for the tests of the template to say.
 */
@Tag("localstack")
@ResourceLock(Deployment.STACK)
@NeedsImages(
    suite = "deployed",
    images = {LocalStack.IMAGE, LocalStack.LAMBDA_IMAGE})
class DeployedStackTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Deployment deployment = Deployment.shared();
  private final JsonNode template =
      JSON.valueToTree(TemplateYaml.parse(DeployedTemplate.ofProject().withCodeAt("s3://b/k")));

  @Test
  void every_resource_that_is_not_left_out_was_created() throws Exception {
    Map<String, String> created = new TreeMap<>();
    deployment.stack.resources().forEach((name, resource) -> created.put(name, resource.status()));
    assertThat(template.get("Resources").fieldNames())
        .toIterable()
        .isNotEmpty()
        .allSatisfy(name -> assertThat(created).containsEntry(name, "CREATE_COMPLETE"));
  }

  @Test
  void outputs_name_tables_and_queues_that_exist() throws Exception {
    Map<String, String> outputs = deployment.stack.outputs();
    assertThat(template.get("Outputs").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrderElementsOf(outputs.keySet());
    outputs.forEach(
        (output, name) -> {
          if (output.endsWith("TableName")) {
            assertThat(deployment.dynamo.describeTable(table -> table.tableName(name)).table())
                .as(output)
                .isNotNull();
          } else {
            assertThat(deployment.sqs.getQueueUrl(queue -> queue.queueName(name)).queueUrl())
                .as(output)
                .endsWith("/" + name);
          }
        });
  }

  @Test
  void every_mapping_feeds_the_alias_with_what_is_written() throws Exception {
    int mappings = 0;
    for (Map.Entry<String, JsonNode> resource : template.get("Resources").properties()) {
      for (JsonNode event : resource.getValue().at("/Properties/Events")) {
        if (!event.get("Type").asText().equals("Schedule")) {
          mappings++;
          assertMapping(resource.getKey(), event.get("Properties"));
        }
      }
    }
    assertThat(mappings).isPositive();
  }

  private void assertMapping(String function, JsonNode written) throws Exception {
    JsonNode mapping = deployment.lambda.mapping(function);
    assertThat(mapping.get("FunctionArn").asText()).endsWith(":" + Lambda.ALIAS);
    for (Map.Entry<String, JsonNode> property : written.properties()) {
      JsonNode taken = mapping.get(property.getKey());
      switch (property.getKey()) {
        // Addresses, which the flow of messages proves.
        case "Queue", "Stream", "DestinationConfig" -> {}
        default ->
            assertThat(texts(taken))
                .as(function + " " + property.getKey() + " in " + mapping)
                .isEqualTo(texts(property.getValue()));
      }
    }
  }

  /** With numbers and booleans as they are in YAML that nobody has told their types. */
  private static String texts(JsonNode node) {
    if (node == null || node.isValueNode()) {
      return node == null ? "nothing" : node.asText();
    }
    StringBuilder all = new StringBuilder();
    node.properties().forEach(each -> all.append(each.getKey()).append(texts(each.getValue())));
    if (node.isArray()) {
      node.forEach(each -> all.append(texts(each)).append(' '));
    }
    return all.toString();
  }
}
