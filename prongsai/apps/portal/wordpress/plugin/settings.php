<?php
/**
 * The page "Settings > โปร่งใส": where the agency's public site is.
 *
 * @package prongsai
 */

defined( 'ABSPATH' ) || exit;

add_action( 'admin_menu', 'prongsai_add_page' );
add_action( 'admin_init', 'prongsai_add_setting' );
add_action( 'update_option_prongsai_address', 'prongsai_forget' );
add_action( 'add_option_prongsai_address', 'prongsai_forget' );

/**
 * For those who manage the site alone: whoever sets the address decides what is shown.
 */
function prongsai_add_page() {
	add_options_page( 'โปร่งใส (Prongsai)', 'โปร่งใส (Prongsai)', 'manage_options', 'prongsai', 'prongsai_show_page' );
}

/**
 * One setting: the address.
 */
function prongsai_add_setting() {
	register_setting( 'prongsai', 'prongsai_address', array( 'type' => 'string', 'sanitize_callback' => 'prongsai_read_address' ) );
}

/**
 * The address with a slash at its end; what cannot be one leaves the setting as it was and says so.
 *
 * @param mixed $given What was typed.
 * @return string
 */
function prongsai_read_address( $given ) {
	$address = is_string( $given ) ? trim( $given ) : '';
	if ( '' === $address ) {
		return '';
	}
	$address = rtrim( $address, '/' ) . '/';
	if ( ! preg_match( '~^https?://[^/?#@\s]+/[a-z][a-z0-9-]*/$~', $address ) ) {
		add_settings_error( 'prongsai_address', 'address', 'ที่อยู่ต้องเป็นหน้าแรกของหน่วยงาน เช่น https://prongsai.example.go.th/ban-suan/ (the front page of the agency)' );
		return (string) get_option( 'prongsai_address', '' );
	}
	return esc_url_raw( $address, array( 'http', 'https' ) );
}

/**
 * The page.
 */
function prongsai_show_page() {
	if ( ! current_user_can( 'manage_options' ) ) {
		return;
	}
	?>
	<div class="wrap">
	<h1>โปร่งใส (Prongsai)</h1>
	<p>วางข้อความนี้ในหน้าหรือเรื่องที่ต้องการให้แสดง (paste into a page, a post or a text widget):</p>
	<ul>
	<li><code>[prongsai_items]</code> รายการข้อมูลสาธารณะของปีล่าสุด (items of the newest year)</li>
	<li><code>[prongsai_items year="2566"]</code> ของปีที่ระบุ (of a year)</li>
	<li><code>[prongsai_news]</code> เรื่องที่เผยแพร่ล่าสุด (published last)</li>
	<li><code>[prongsai_items lang="en"]</code> ภาษาอังกฤษ (in English)</li>
	</ul>
	<form method="post" action="options.php">
	<?php settings_fields( 'prongsai' ); ?>
	<p><label for="prongsai_address">ที่อยู่หน้าแรกของหน่วยงานในระบบโปร่งใส (front page of the agency)</label></p>
	<p><input class="regular-text code" type="url" id="prongsai_address" name="prongsai_address" value="<?php echo esc_attr( prongsai_base() ); ?>"></p>
	<?php submit_button(); ?>
	</form>
	</div>
	<?php
}
