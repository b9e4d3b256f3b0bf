/**
 * From: the packages that {@code sam build} makes. Does: runs them as Lambda does, a process for
 * each function, on AWS's runtime interface client and emulator, with the embedded engines for
 * DynamoDB and SQS. To: whoever wants to know whether a package answers, fails and dies as Lambda
 * expects.
 */
package waybill.runtime;
