/**
 * From: gateway and triggers, which hand over events as bytes.
 *
 * <p>Does: runs a function as Lambda would: made by reflection, one invocation at a time in an
 * instance, every event and answer through Lambda's own serialization, its time-out enforced.
 *
 * <p>To: the handlers; back go the answer's bytes, or how the invocation failed.
 */
package waybill.local.function;
