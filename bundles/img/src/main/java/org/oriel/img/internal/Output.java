// SPDX-License-Identifier: Apache-2.0
package org.oriel.img.internal;

/** How a command answers. */
enum Output {
  HUMAN,
  JSON
}
