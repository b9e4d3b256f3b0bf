/**
 * From: docs/emulators.md, which says what AWS documents and what each emulator answers.
 *
 * <p>Does: asks the same questions of the embedded engines and of LocalStack. A question is about
 * something that an invariant leans on.
 *
 * <p>To: the build, which fails when an answer is not the one in the document.
 */
package waybill.emulator;
