package waybill.template;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What Lambda itself does in a function's name: the calls of event source mappings, which no
 * function makes and so no test can record. Each is what AWS's own managed policy for that kind of
 * source allows, but for the logs, and what a destination asks for.
 */
final class MappingPermissions {

  /**
   * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSLambdaSQSQueueExecutionRole.html
   */
  private static final List<String> QUEUE =
      List.of("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes");

  /**
   * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSLambdaDynamoDBExecutionRole.html
   */
  private static final List<String> STREAM =
      List.of(
          "dynamodb:DescribeStream",
          "dynamodb:GetRecords",
          "dynamodb:GetShardIterator",
          "dynamodb:ListStreams");

  /** https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html */
  private static final List<String> ON_FAILURE = List.of("sqs:SendMessage");

  private final TemplateDocument template;
  private final Set<Permission> all = new TreeSet<>();

  private MappingPermissions(TemplateDocument template) {
    this.template = template;
  }

  static Set<Permission> of(TemplateDocument template) {
    MappingPermissions permissions = new MappingPermissions(template);
    for (String source : template.sources("SQS")) {
      permissions.add(QUEUE, source, "Queue");
    }
    for (String source : template.sources("DynamoDB")) {
      permissions.add(STREAM, source, "Stream");
      permissions.add(ON_FAILURE, source, "DestinationConfig/OnFailure/Destination");
    }
    return permissions.all;
  }

  private void add(List<String> actions, String source, String property) {
    String function = source.split("/")[1];
    String resource = Permissions.name(template.at(source + "/" + property));
    actions.forEach(action -> all.add(new Permission(function, action, resource)));
  }
}
