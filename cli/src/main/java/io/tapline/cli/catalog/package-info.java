/** {@code tapline catalog}: services, protocols and net objects, and their changes. */
@NullMarked
package io.tapline.cli.catalog;

import org.jspecify.annotations.NullMarked;
