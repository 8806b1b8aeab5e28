/** What is said of mail addresses, by those who take them and by those who send to them. */
@NullMarked
package io.tapline.eventstore.mail;

import org.jspecify.annotations.NullMarked;
