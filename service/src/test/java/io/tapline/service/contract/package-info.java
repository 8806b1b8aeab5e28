/**
 * What every service keeps to, as tests that each of them passes. The sources are compiled into the
 * tests of the services.
 */
@NullMarked
package io.tapline.service.contract;

import org.jspecify.annotations.NullMarked;
