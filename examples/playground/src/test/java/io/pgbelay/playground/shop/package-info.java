@NullMarked
package io.pgbelay.playground.shop;

import org.jspecify.annotations.NullMarked;
