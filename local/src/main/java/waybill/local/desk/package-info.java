/**
 * From: the operators' commands.
 *
 * <p>Does: reaches a stack's tables and queues, here, at an emulator or on AWS; looks into
 * dead-letter queues without taking anything, and brings messages back from them. A crash on the
 * way leaves a copy in both queues, and never loses one.
 *
 * <p>To: DynamoDB and SQS, by way of the functions' own code.
 */
package waybill.local.desk;
