/**
 * From: {@code ./waybill audit}, the demo and the tests.
 *
 * <p>Does: reads a stack's tables and says what has drifted from what is promised, a class for each
 * promise; a suspect is read again by its key before it counts. Writes nothing. It is no snapshot:
 * what traffic changes under its hands is told as unsettled.
 *
 * <p>To: DynamoDB, with consistent reads of everything, which cost what the tables hold.
 */
package waybill.local.audit;
