<?php
/**
 * Plugin Name: โปร่งใส (Prongsai)
 * Description: แสดงรายการข้อมูลสาธารณะของหน่วยงานและเรื่องที่เผยแพร่ล่าสุดในเว็บไซต์ WordPress ด้วย [prongsai_items] และ [prongsai_news]
 * Version: 1.0.0
 * Requires at least: 5.3
 * Requires PHP: 7.0
 * License: Apache-2.0
 * License URI: https://www.apache.org/licenses/LICENSE-2.0
 *
 * @package prongsai
 */

defined( 'ABSPATH' ) || exit;

define( 'PRONGSAI_VERSION', '1.0.0' );

require_once __DIR__ . '/fetching.php';
if ( is_admin() ) {
	require_once __DIR__ . '/settings.php';
}

add_shortcode( 'prongsai_items', 'prongsai_items_shortcode' );
add_shortcode( 'prongsai_news', 'prongsai_news_shortcode' );
add_action( 'wp_enqueue_scripts', 'prongsai_register_style' );

/**
 * The style is sent with pages that use it alone.
 */
function prongsai_register_style() {
	wp_register_style( 'prongsai', plugins_url( 'prongsai.css', __FILE__ ), array(), PRONGSAI_VERSION );
}

/**
 * [prongsai_items], [prongsai_items year="2566"], [prongsai_items lang="en"]: the items of a year, the newest without one.
 *
 * @param array|string $given What the shortcode says.
 * @return string HTML.
 */
function prongsai_items_shortcode( $given ) {
	$given = shortcode_atts( array( 'year' => '', 'lang' => 'th' ), $given, 'prongsai_items' );
	$year  = str_replace( array( '๐', '๑', '๒', '๓', '๔', '๕', '๖', '๗', '๘', '๙' ), range( 0, 9 ), (string) $given['year'] );
	$year  = preg_match( '/^2[56][0-9]{2}$/', $year ) ? $year : '';
	wp_enqueue_style( 'prongsai' );
	return prongsai_part( 'items', $year, 'en' === $given['lang'] );
}

/**
 * [prongsai_news], [prongsai_news lang="en"]: what was published last.
 *
 * @param array|string $given What the shortcode says.
 * @return string HTML.
 */
function prongsai_news_shortcode( $given ) {
	$given = shortcode_atts( array( 'lang' => 'th' ), $given, 'prongsai_news' );
	wp_enqueue_style( 'prongsai' );
	return prongsai_part( 'news', '', 'en' === $given['lang'] );
}
