package waybill.local.template;

import java.util.Map;

/** The template's resources by logical id: their types, physical names and ARNs. */
final class Resources {

  static final String REGION = "us-east-1";
  static final String ACCOUNT = "000000000000";
  static final String FUNCTION = "AWS::Serverless::Function";
  static final String HTTP_API = "AWS::Serverless::HttpApi";
  static final String TABLE = "AWS::DynamoDB::Table";
  static final String QUEUE = "AWS::SQS::Queue";

  private final Map<String, String> types;
  private final Map<String, String> names;

  /**
   * @param names physical names by logical id; filled while the resources that carry a name of
   *     their own are read
   */
  Resources(Map<String, String> types, Map<String, String> names) {
    this.types = types;
    this.names = names;
  }

  /** What {@code Ref} gives. */
  String reference(String id, Where where) {
    String type = type(id, where);
    if (type.equals(QUEUE)) {
      throw where.bad("Ref " + id + " is the queue's URL, which only AWS knows: use its QueueName");
    }
    return names.getOrDefault(id, id);
  }

  /** What {@code GetAtt} gives; of a resource that is not run here, a text that says so. */
  String attribute(String id, String attribute, Where where) {
    String name = names.getOrDefault(id, id);
    return switch (type(id, where) + "." + attribute) {
      case QUEUE + ".Arn" -> arn("sqs", name);
      case QUEUE + ".QueueName" -> name;
      case TABLE + ".Arn" -> arn("dynamodb", "table/" + name);
      case TABLE + ".StreamArn" -> arn("dynamodb", "table/" + name + "/stream/local");
      case FUNCTION + ".Arn" -> arn("lambda", "function:" + name);
      default -> arn("not-run-locally", id + "." + attribute);
    };
  }

  /** The last part of a queue's ARN. */
  static String queueOf(String arn, Where where) {
    return part(arn, "arn:aws:sqs:", 5, "a queue", where);
  }

  static String tableOf(String arn, Where where) {
    return part(arn, "arn:aws:dynamodb:", 5, "a table's stream", where).split("/")[1];
  }

  /** Without the alias, if there is one. */
  static String functionOf(String arn, Where where) {
    return part(arn, "arn:aws:lambda:", 6, "a function", where);
  }

  private static String part(String arn, String prefix, int index, String what, Where where) {
    if (!arn.startsWith(prefix)) {
      throw where.bad("expected the ARN of " + what + " of this template, found " + arn);
    }
    return arn.split(":")[index];
  }

  private String type(String id, Where where) {
    String type = types.get(id);
    if (type == null) {
      throw where.bad("there is no resource or parameter " + id);
    }
    return type;
  }

  private static String arn(String service, String rest) {
    return "arn:aws:" + service + ":" + REGION + ":" + ACCOUNT + ":" + rest;
  }
}
