package waybill.notify;

/**
 * An endpoint with its sequence, as they were read.
 *
 * @param lastSeq the number that was given out last
 * @param ackedSeq up to here the merchant has everything and wants no call
 * @param runs first attempts that may be going on
 */
record Receiver(Endpoint endpoint, long lastSeq, long ackedSeq, Runs runs) {}
