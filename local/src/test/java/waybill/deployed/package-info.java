/**
 * From: requests, as events that OrderApi and the other functions are invoked with. Does: says what
 * holds for {@code template.yaml} itself, deployed to LocalStack with the packaged functions on its
 * real mappings. To: whoever wants to know what only a deployment shows.
 */
package waybill.deployed;
