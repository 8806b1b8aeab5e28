@org.jspecify.annotations.NullMarked
package io.tapline.report.fwctl;
