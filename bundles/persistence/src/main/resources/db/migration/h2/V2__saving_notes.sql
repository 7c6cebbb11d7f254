-- SPDX-License-Identifier: Apache-2.0
-- Which node began to save data of which image, and when. No foreign key: Glance's purge must not stumble over it.

CREATE TABLE oriel_saving (
  image_id varchar(36) NOT NULL,
  node varchar(255) NOT NULL,
  since timestamp(6) NOT NULL,
  PRIMARY KEY (image_id)
);
