package waybill.local.provision;

/**
 * A queue as its endpoint names it.
 *
 * @param url goes into requests as it is; its host need not be one that can be reached
 */
public record QueueAddress(String url, String arn) {}
