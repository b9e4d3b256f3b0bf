/**
 * From: template.yaml. Does: holds the facts of AWS that no emulator shows, and proves of each that
 * breaking it would be seen. To: nothing.
 */
package waybill.template;
