/**
 * Which connections a command is about: options that become an interval and a filter. Mixed into
 * search, reports and ad-hoc sums.
 */
@NullMarked
package io.tapline.cli.scope;

import org.jspecify.annotations.NullMarked;
