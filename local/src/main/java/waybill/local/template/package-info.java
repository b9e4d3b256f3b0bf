/**
 * From: {@code template.yaml}, as it is deployed.
 *
 * <p>Does: resolves what the local platform needs of it (parameters, conditions, intrinsic
 * functions, Globals); what it cannot read is an error that names file, resource and property.
 *
 * <p>To: typed records of tables, queues, functions with their events, and authorizers.
 */
package waybill.local.template;
