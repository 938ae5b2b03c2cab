<?php
/**
 * Leaves nothing behind.
 *
 * @package prongsai
 */

defined( 'WP_UNINSTALL_PLUGIN' ) || exit;

require_once __DIR__ . '/fetching.php';
prongsai_forget();
delete_option( 'prongsai_address' );
