/**
 * {@code tapline flow}: files of flow-tools, without a server. What is printed is laid out as
 * flow-header, flow-print and flow-export lay it out, so scripts that read it go on working. Where
 * that keeps an oddity of the original, the class that prints it says so.
 */
@NullMarked
package io.tapline.cli.flow;

import org.jspecify.annotations.NullMarked;
